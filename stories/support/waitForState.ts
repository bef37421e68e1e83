import { expect, waitFor, within } from 'storybook/test'

/** Waits until the story's badge shows a state. */
export async function waitForState(root: HTMLElement, label: string, timeout = 20_000): Promise<void> {
  await waitFor(() => expect(within(root).getAllByTestId('state')[0]).toHaveTextContent(label), { timeout })
}
