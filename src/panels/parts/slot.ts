import type { ComponentChildren } from 'preact'

/** A text with its `{place}` taken by a node: a link or a bold number inside a translated sentence. */
export const slot = (text: string, node: ComponentChildren): ComponentChildren => {
  const parts = text.split(/\{\w+\}/)
  return [parts.at(0), node, parts.at(1)]
}
