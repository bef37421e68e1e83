import type { ArgTypes } from '@storybook/react-vite'
import text from '../../docs/props.md?raw'
import type { ExploEmbedProps, FeltEmbedProps } from '../../src/index.ts'
import type { MetabaseEmbedProps } from '../../src/metabase.ts'
import type { SupersetEmbedProps } from '../../src/superset.ts'

type Controls<Props> = { [Name in keyof Props]?: ArgTypes[string] }

/** A cell's text without its link and its back ticks. */
const plain = (cell: string): string => cell.replace(/^\[(.+)\]\(.+\)$/, '$1').replace(/^`(.+)`$/, '$1')

/**
 * The props below one heading of docs/props.md, which is written from the sources. Storybook reads no types here, as a
 * call makes the components.
 */
function propsBelow(heading: string): ArgTypes {
  const [, section = ''] = `${text}\n## `.split(`\n## ${heading}\n`)
  const [lines = ''] = section.split('\n## ')
  const rows = lines.split('\n').filter((line) => line.startsWith('| `'))
  // Else another layout of the page would empty the tables, and nobody would see it.
  if (rows.length === 0) throw new Error(`docs/props.md has no props below "${heading}"`)
  return Object.fromEntries(rows.map(readRow))
}

/** A prop without a control: most are texts and functions that mean nothing to what is emulated. */
function readRow(row: string): [string, ArgTypes[string]] {
  const [, name = '', type = '', description] = row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
  const summary = plain(type)
  const prop: ArgTypes[string] = { description, control: false, table: { type: { summary } } }
  // For these alone: of what has such a type, Storybook takes no object from a story's address.
  if (!name.includes('?')) prop.type = { name: 'other', value: summary, required: true }
  return [plain(name).replace('?', ''), prop]
}

/** The props of an embed, with a control for those that a reader may try. */
function argTypesOf<Props>(heading: string, controls: Controls<Props>): ArgTypes {
  const props = { ...propsBelow(heading), ...propsBelow('Every embed') }
  for (const [name, control] of Object.entries<ArgTypes[string] | undefined>(controls)) {
    props[name] = { ...props[name], ...control }
  }
  return props
}

/** What both have to try. */
const shared = { title: { control: { type: 'text' } }, onReady: { action: 'onReady' } } as const

/** The props of a Superset dashboard. */
export const supersetArgTypes = argTypesOf<SupersetEmbedProps>('SupersetEmbed', {
  ...shared,
  dashboardUiConfig: { control: { type: 'object' } },
})

/** The props of a Metabase dashboard or question. */
export const metabaseArgTypes = argTypesOf<MetabaseEmbedProps>('MetabaseEmbed', {
  ...shared,
  initialParameters: { control: { type: 'object' } },
  appearance: { control: { type: 'object' } },
  renderTime: { control: { type: 'number', min: 0 } },
})

/** The props of a Felt map. */
export const feltArgTypes = argTypesOf<FeltEmbedProps>('FeltEmbed', {
  ...shared,
  uiControls: { control: { type: 'object' } },
  initialViewport: { control: { type: 'object' } },
  refreshMode: { control: { type: 'inline-radio' }, options: ['swap', 'none'] },
})

/** The props of an Explo dashboard or report builder. */
export const exploArgTypes = argTypesOf<ExploEmbedProps>('ExploEmbed', {
  ...shared,
  environment: { control: { type: 'text' } },
  variables: { control: { type: 'object' } },
  localeCode: { control: { type: 'select' }, options: ['en-us', 'fr-fr', 'de-de'] },
  refreshMinutes: { control: { type: 'number', min: 0 } },
  autoHeight: { control: { type: 'boolean' } },
})
