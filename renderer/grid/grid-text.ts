/** The few texts of AG Grid that a screen reader or a hint can say. */
export const gridText: Readonly<Record<string, string>> = {
  noRowsToShow: '没有记录',
  loadingOoo: '正在读取…',
  ariaRowSelect: '选中本行',
  ariaColumn: '列',
  ariaSortableColumn: '按回车排序',
  ariaSkeletonCellLoading: '正在读取…',
};
