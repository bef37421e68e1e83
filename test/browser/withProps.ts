import type { EmbedProps } from '../../src/react/embedProps.ts'
import type { AdapterUnderTest } from './adaptersUnderTest.tsx'

type MoreProps = Pick<
  EmbedProps<unknown>,
  'viewerId' | 'refreshInBackground' | 'loading' | 'readyTimeoutBehavior' | 'queryClient'
>

/** A provider whose embeds take further props, the same for both providers. */
export function withProps(under: AdapterUnderTest, more: Partial<MoreProps>): AdapterUnderTest {
  return { ...under, embed: (props) => under.embed({ ...props, ...more }) }
}
