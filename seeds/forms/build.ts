/** Builds the blank annex forms beside this file: `node seeds/forms/build.ts`. The same bytes every time. */
import { writeFileSync } from 'node:fs';
import { buildAnnexForm } from './annex-form.ts';

const forms = [
  {
    file: 'annex1.xlsx',
    label: '附件1',
    title: '2025年泽州县“千万工程”精品示范村、提档升级村名单（省级）',
  },
  {
    file: 'annex2.xlsx',
    label: '附件2',
    title: '2025 年泽州县“千万工程”精品示范村、提档升级村名单（市级）',
  },
] as const;

for (const form of forms) {
  writeFileSync(new URL(form.file, import.meta.url), await buildAnnexForm(form));
}
