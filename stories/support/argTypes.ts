import type { ArgTypes } from '@storybook/react-vite'
import text from '../../docs/api.md?raw'
import type { ExploEmbedProps, FeltEmbedProps } from '../../src/index.ts'
import type { MetabaseEmbedProps } from '../../src/metabase.ts'
import type { SupersetEmbedProps } from '../../src/superset.ts'
import { type PropRow, readPropTable } from './readPropTable.ts'

type Controls<Props> = { [Name in keyof Props]?: ArgTypes[string] }

/** A prop without a control: most are texts and functions without a meaning to the emulator. */
function argTypeOf({ type, isRequired, description, default: value }: PropRow): ArgTypes[string] {
  // Storybook shows it as code, and no Markdown.
  const summary = value?.replaceAll('`', '')
  const table = { type: { summary: type }, ...(summary !== undefined && { defaultValue: { summary } }) }
  const prop: ArgTypes[string] = { description, control: false, table }
  // Only for these: Storybook takes no object from a story's address for a prop with such a type.
  if (isRequired) prop.type = { name: 'other', value: type, required: true }
  return prop
}

/**
 * The props of an embed, from docs/api.md, which is written from the sources: Storybook finds no types, as a call
 * creates the components. Some have a control.
 */
function argTypesOf<Props>(heading: string, controls: Controls<Props>): ArgTypes {
  const rows = [...readPropTable(text, heading), ...readPropTable(text, 'Every embed')]
  const props: ArgTypes = Object.fromEntries(rows.map((row) => [row.name, argTypeOf(row)]))
  for (const [name, control] of Object.entries<ArgTypes[string] | undefined>(controls)) {
    props[name] = { ...props[name], ...control }
  }
  return props
}

/** Controls of every embed. */
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
