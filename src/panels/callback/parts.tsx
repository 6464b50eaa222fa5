import type { ComponentProps } from 'preact'

/* The frame's own parts, once more: handing them over would cost every visitor, and these a few bytes. */

export const Button = (props: ComponentProps<'button'>) => <button type="button" part="button" {...props} />

export const Sign = ({ path, small }: { path: string; small?: boolean }) => (
  <svg class={small ? 'i s' : 'i'} viewBox="0 0 24 24" aria-hidden="true">
    <path d={path} />
  </svg>
)
