import { demoOperators } from '../backend/demo-site.js'

/** A demo operator's way to the desk. */
export interface DeskLink {
  name: string
  href: string
}

/** Without a server: no key, since it is the same browser. */
export const pageDesks: readonly DeskLink[] = demoOperators.map(({ id, name }) => ({
  name,
  href: `/desk/?${new URLSearchParams({ backend: 'page', operator: id }).toString()}`,
}))

/** With a server, key included. A server that is no demo, or not on this machine, tells nothing: then there is none. */
export const fetchDesks = async (): Promise<readonly DeskLink[]> => {
  const response = await fetch('/v1/demo').catch(() => undefined)
  if (!response?.ok) return []
  const { desk } = (await response.json()) as { desk?: unknown }
  return Array.isArray(desk) ? desk.filter(isLink) : []
}

const isLink = (value: unknown): value is DeskLink => {
  const { name, href } = (value ?? {}) as Partial<DeskLink>
  return typeof name === 'string' && typeof href === 'string' && href.startsWith('/desk/')
}
