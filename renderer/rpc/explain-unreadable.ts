import { HuibiaoError } from '../../shared/model/failure.ts';
import { asFailure } from './backend.ts';

const unreadable = /NotReadable|NotFound|could not be (read|found)/i;

/** Why a file that was chosen could not be sent: another program holds it, or it is gone; any other failure as it is. */
export function explainUnreadable(thrown: unknown, fileName: string): HuibiaoError {
  const failure = asFailure(thrown);
  return failure.code === 'unexpected' && unreadable.test(String(failure.details.detail))
    ? new HuibiaoError(
        'not_found',
        `“${fileName}”读不出来：可能正被别的程序占用，或已移走、改名，U 盘已拔出。请关掉占用它的程序，再选一次。`,
        { fileName },
      )
    : failure;
}
