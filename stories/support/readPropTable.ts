/** A row of a table of props in Markdown. */
export interface PropRow {
  name: string
  isRequired: boolean
  type: string
  /** The default as Markdown; undefined where the table names none. */
  default: string | undefined
  description: string
}

/** Headings of the columns, in the spellings that the page of props has had. */
const COLUMNS = {
  name: /^(name|prop|option)$/i,
  type: /^type$/i,
  default: /^default$/i,
  description: /^(what|description)$/i,
  required: /^required$/i,
}

/**
 * Reads the first table of props below a heading.
 *
 * @throws where there is none: another layout of the page would empty the tables of the playground unnoticed
 */
export function readPropTable(markdown: string, heading: string): PropRow[] {
  const [, section = ''] = `\n${markdown}`.split(`\n## ${heading}\n`)
  const [lines = ''] = section.split('\n## ')
  const [head, , ...rows] = lines.split('\n').filter((line) => line.startsWith('|'))
  if (!head || rows.length === 0) throw new Error(`The page has no props below "${heading}".`)
  const headings = cellsOf(head)
  return rows.map((row) => readRow(headings, cellsOf(row)))
}

function readRow(headings: readonly string[], cells: readonly string[]): PropRow {
  const cell = (column: RegExp) => cells[headings.findIndex((text) => column.test(text))] ?? ''
  const name = plain(cell(COLUMNS.name))
  const description = cell(COLUMNS.description)
  const named = cell(COLUMNS.default)
  const required = cell(COLUMNS.required)
  return {
    name: name.replace('?', ''),
    isRequired: required ? /yes|required|✓/i.test(required) : !name.endsWith('?'),
    type: plain(cell(COLUMNS.type)),
    default: /\w/.test(named) ? plain(named) : findDefault(description),
    description,
  }
}

/** The default that a description names: "Default `x`.", "Default: x.", "`x` (the default)" or "x by default". */
export function findDefault(description: string): string | undefined {
  const [, text] =
    /\bDefaults?(?: to|:| is)? (`[^`]+`(?: or `[^`]+`)*|(?:[^.,;:]|[.,](?=\d))+)/.exec(description) ??
    /(`[^`]+`) \(the default\)/.exec(description) ??
    /(?:^|[.;,:] )([^.;,:`]*(?:`[^`]+`)?) by default\b/i.exec(description) ??
    []
  return text?.trim().replaceAll('`', '')
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
