/** How a person filters, and what they see of it. */
import type { Locator, Page } from 'playwright-core';

/** The bar that says what is filtered, sorted and hidden. */
export function bar(page: Page): Locator {
  return page.getByRole('region', { name: '筛选和排序' });
}

export function header(page: Page, column: string): Locator {
  return page.locator(`.ag-header-cell[col-id="${column}"]`);
}

/** The ▾ of a header. */
export function headerMenu(page: Page, column: string): Locator {
  return header(page, column).locator('.sheet-header-menu');
}

export async function openFilter(page: Page, column: string): Promise<Locator> {
  await header(page, column).hover();
  await headerMenu(page, column).click();
  const dialog = page.getByRole('dialog', { name: /^筛选 / });
  await dialog.waitFor();
  return dialog;
}

/** The texts of a column as they stand on the screen, from the top down. */
export async function cellsOf(page: Page, column: string): Promise<string[]> {
  const cells = await page
    .locator(`.sheet .ag-row:not(.ag-row-pinned) .ag-cell[col-id="${column}"]`)
    .evaluateAll((elements) =>
      elements
        .map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent ?? '' }))
        .sort((left, right) => left.top - right.top),
    );
  return cells.map(({ text }) => text.trim());
}

/** The row numbers on the screen, which are the numbers in the table. */
export function rowNumbers(page: Page): Promise<string[]> {
  return cellsOf(page, '#');
}

/** The titles of the columns on the screen, from left to right. */
export async function titles(page: Page): Promise<string[]> {
  const found = await page.locator('.sheet .ag-header-cell:not([col-id="#"])').evaluateAll((elements) =>
    elements
      .map((element) => ({
        left: element.getBoundingClientRect().left,
        text: element.querySelector('.sheet-header-title')?.textContent ?? '',
      }))
      .sort((left, right) => left.left - right.left),
  );
  return found.map(({ text }) => text);
}
