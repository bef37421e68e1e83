import { DocsContainer, type DocsContainerProps } from '@storybook/addon-docs/blocks'
import type { PropsWithChildren } from 'react'
import { brandTheme } from './brandTheme.ts'
import { useIsDark } from './useIsDark.ts'

/** A docs page in the colors of its stories. */
export function ThemedDocs(props: PropsWithChildren<DocsContainerProps>) {
  return <DocsContainer {...props} theme={brandTheme(useIsDark())} />
}
