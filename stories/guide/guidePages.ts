import { sanitize } from 'storybook/internal/csf'

/** A page of the guide. */
export interface GuideText {
  /** Path of its Markdown in the repository, such as `docs/errors.md`. */
  path: string
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
const shown = import.meta.glob<string>('../docs/**/*.mdx', { query: '?raw', import: 'default', eager: true })

/** Address of each page, by the title of its page in Storybook. */
const addresses = new Map(
  Object.values(shown).flatMap((source) => {
    const title = /<Meta title="(.+)" \/>/.exec(source)?.[1]
    const path = /<GuidePage path="(.+?)"/.exec(source)?.[1]
    return title && path ? [[path, `?path=/docs/${sanitize(title)}--docs`] as const] : []
  }),
)

/** Position of a page in the order of reading, which is that of the links at the end of the README. */
const positionOf = ({ path }: GuideText): number => (texts['../../README.md'] ?? '').lastIndexOf(`](${path})`)

/** The README and the pages of `docs` that Storybook shows, in the order of reading. */
export const guidePages: readonly GuideText[] = Object.entries(texts)
  .flatMap(([file, text]) => {
    const path = file.replace('../../', '')
    const address = addresses.get(path)
    const heading = /^# (.+)$/m.exec(text)?.[1]
    return address && heading ? [{ path, heading, text, address }] : []
  })
  .sort((one, other) => positionOf(one) - positionOf(other))
