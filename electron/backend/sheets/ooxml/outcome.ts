/** What can come of a scan other than sheets. */

/**
 * Something that this scanner does not handle for sure. The file may be perfectly good: another reader is asked,
 * and `what` says why.
 */
export class UnusualPart extends Error {}

/** The workbook contradicts itself or the standard, so that no reader can be trusted with it; Excel repairs such files. */
export class WorkbookDamage extends Error {}
