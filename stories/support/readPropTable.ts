/** A row of a table of props in Markdown. */
export interface PropRow {
  name: string
  type: string
  isRequired: boolean
  /** The default; undefined if the table has none. */
  default: string | undefined
  description: string
}

const COLUMNS = ['name', 'type', 'required', 'default', 'description']

/**
 * Reads the table of props below a heading of `docs/api.md`.
 *
 * @throws if there is none, because another layout of the page would empty the tables of the playground unnoticed
 */
export function readPropTable(markdown: string, heading: string): PropRow[] {
  const [, section = ''] = markdown.split(`\n### ${heading}\n`)
  const [lines = ''] = section.split(/\n##+ /)
  const [head = '', , ...rows] = lines.split('\n').filter((line) => line.startsWith('|'))
  if (cellsOf(head).join() !== COLUMNS.join()) throw new Error(`The page has no props below "${heading}".`)
  return rows.map((row) => {
    const [name = '', type = '', required, initial = '', description = ''] = cellsOf(row)
    const value = plain(initial) || undefined
    return { name: plain(name), type: plain(type), isRequired: required === 'yes', default: value, description }
  })
}

/** Cells of a row, without its bars. */
function cellsOf(row: string): string[] {
  const [, ...cells] = row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
  return cells.slice(0, -1)
}

/** A cell's text without a link around it and back ticks. */
function plain(cell: string): string {
  return cell.replace(/^\[(.+)\]\(.+\)$/, '$1').replace(/^`([^`]+)`$/, '$1')
}
