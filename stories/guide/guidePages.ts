import { sanitize } from 'storybook/internal/csf'

/** A page of the guide. */
export interface GuideText {
  /** File name of its Markdown, such as `errors.md`. */
  file: string
  /** First heading. */
  heading: string
  /** Its Markdown. */
  text: string
  /** Address in Storybook. */
  address: string
}

const texts = import.meta.glob<string>(['../../README.md', '../../docs/**/*.md'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const shown = import.meta.glob<string>('../docs/*.mdx', { query: '?raw', import: 'default', eager: true })

const nameOf = (path: string): string => path.split('/').at(-1) ?? ''

/** Address of each Markdown file, by the title that its page in Storybook has. */
const addresses = new Map(
  Object.values(shown).flatMap((source) => {
    const title = /<Meta title="(.+)" \/>/.exec(source)?.[1]
    const file = /from '([^']+)\?raw'/.exec(source)?.[1]
    return title && file ? [[nameOf(file), `?path=/docs/${sanitize(title)}--docs`] as const] : []
  }),
)

/** The README and the pages of `docs` that Storybook shows. */
export const guidePages: readonly GuideText[] = Object.entries(texts).flatMap(([path, text]) => {
  const file = nameOf(path)
  const address = addresses.get(file)
  const heading = /^# (.+)$/m.exec(text)?.[1]
  return address && heading ? [{ file, heading, text, address }] : []
})
