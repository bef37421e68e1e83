/** Gives each cell of a table the heading of its column: a narrow page shows rows as blocks, without the head. */
export function labelCells(table: HTMLTableElement): void {
  const headings = [...table.querySelectorAll('thead th')].map(({ textContent }) => textContent.trim())
  for (const row of table.querySelectorAll('tbody tr')) {
    ;[...row.children].forEach((cell, i) => cell.setAttribute('data-label', headings[i] ?? ''))
  }
}
