/**
 * Opens the workbook given as the first argument, forgets the handle, says so, and holds the workbook until it is
 * killed. With a second argument, what is forgotten is collected first.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openWorkbook } from '../../../electron/backend/store/open.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';

const [file = '', collect] = process.argv.slice(2);
try {
  openWorkbook(file, { now: () => new Date(), newId: () => crypto.randomUUID() });
  if (collect !== undefined) await collectGarbage();
  console.log('open');
  setInterval(() => {}, 1000);
} catch (error) {
  console.log(error instanceof HuibiaoError ? error.code : String(error));
}

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collectNow: () => void = runInNewContext('gc');
  for (let round = 0; round < 3; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    collectNow();
  }
}
