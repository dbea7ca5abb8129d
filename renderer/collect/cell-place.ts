/** A cell of a ledger, to which another screen leads. */
export type CellPlace = { readonly table: string; readonly rowId: string; readonly column: string };
