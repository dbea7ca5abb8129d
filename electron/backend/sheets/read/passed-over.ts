/** ~$回收.xlsx, .~回收.xlsx, ._回收.xlsx, Thumbs.db: what programs leave beside files; never a return. */
export function isPassedOver(fileName: string): boolean {
  return (
    /^(?:~\$|\.~|\._|~WRL\d|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.huibiao-)/i.test(fileName) ||
    /^~.*\.tmp$/i.test(fileName)
  );
}
