/** `npm run pack`: the unpacked desktop app in release/, from the Electron that ELECTRON_OVERRIDE_DIST_PATH names when it is set. */
import { build, Platform } from 'electron-builder';

const { ELECTRON_OVERRIDE_DIST_PATH: electronDist } = process.env;

await build({
  targets: Platform.current().createTarget('dir'),
  publish: 'never',
  config: { extends: './electron-builder.yml', ...(electronDist === undefined ? {} : { electronDist }) },
});
