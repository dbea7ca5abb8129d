/**
 * ~$回收.xlsx, .~回收.xlsx, ._回收.xlsx, Thumbs.db: what Office, WPS, this program and the system leave beside the files
 * of a person; never a return.
 */
export function isLeftoverFile(fileName: string): boolean {
  return (
    /^(?:~\$|\.~|\._|~WRL\d|\.huibiao-)/i.test(fileName) ||
    /^(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(fileName) ||
    /^~.*\.tmp$/i.test(fileName)
  );
}
