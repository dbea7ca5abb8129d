/** Everything that can be refused or go wrong, as a closed list of codes. */
export type FailureCode =
  // the request
  | 'bad_request'
  | 'not_found'
  | 'cancelled'
  | 'unexpected'
  // the workbook
  | 'no_workbook'
  | 'workbook_missing'
  | 'workbook_exists'
  | 'workbook_in_use'
  | 'workbook_damaged'
  | 'workbook_newer'
  | 'workbook_foreign'
  | 'workbook_unwritable'
  // an edit
  | 'stale_edit'
  | 'invalid_edit'
  | 'nothing_to_undo'
  | 'nothing_to_redo'
  // a spreadsheet file
  | 'empty'
  | 'not_a_workbook'
  | 'is_word'
  | 'is_archive'
  | 'is_image'
  | 'password'
  | 'damaged'
  | 'too_large'
  | 'no_visible_sheet'
  | 'other_table'
  /** It cannot be a form: signed, shared, not .xlsx, nothing like a header, or not of this table. */
  | 'form_unfillable'
  // a print
  /** Nothing is installed that makes a PDF. */
  | 'no_browser'
  | 'print_failed'
  // a file that is written
  | 'output_unwritable';

export type FailureDetails = { readonly [name: string]: string | number | boolean | null };

/** A failure as it travels to the screen: `message` is Chinese, says what happened and what to do. */
export type Failure = {
  readonly code: FailureCode;
  readonly message: string;
  readonly details: FailureDetails;
};

/** The one error class of the product; anything else that is thrown is a defect. */
export class HuibiaoError extends Error {
  readonly code: FailureCode;
  readonly details: FailureDetails;

  constructor(code: FailureCode, message: string, details: FailureDetails = {}) {
    super(message);
    this.name = 'HuibiaoError';
    this.code = code;
    this.details = details;
  }

  toFailure(): Failure {
    return { code: this.code, message: this.message, details: this.details };
  }
}
