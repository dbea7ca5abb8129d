/** Why a form is not filled, in the words of the clerk. */
import { type FailureCode, type FailureDetails, HuibiaoError } from '../../../../shared/model/failure.ts';
import { UnusualPart, WorkbookDamage } from '../ooxml/outcome.ts';
import { ZipDamage, ZipTooLarge } from '../zip/zip.ts';

/** Something that was asked for cannot be done to this form. `what` is a Chinese sentence without its full stop. */
export function refuse(
  what: string,
  details: FailureDetails = {},
  code: FailureCode = 'invalid_edit',
): never {
  throw new HuibiaoError(code, `${what}。`, details);
}

/** What was thrown on the way, as a refusal of the form; defects are passed on. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof ZipTooLarge) {
    return new HuibiaoError(
      'too_large',
      `表样太大：${error.message}。请删去多余的工作表、空行和图片后再用。`,
      {
        bound: error.message,
      },
    );
  }
  if (error instanceof ZipDamage || error instanceof WorkbookDamage) {
    return new HuibiaoError(
      'damaged',
      '表样已损坏，不能填写。请用 Excel 或 WPS 打开修复后另存为 .xlsx，再用它作表样。',
      { cause: error.message },
    );
  }
  if (error instanceof UnusualPart) {
    return new HuibiaoError(
      'form_unfillable',
      '表样里有不认识的内容，不能保证原样填写。请用 Excel 或 WPS 打开后另存为 .xlsx，再用它作表样。',
      { cause: error.message },
    );
  }
  return error;
}
