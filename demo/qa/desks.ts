/** A demo operator's way to the desk, key included. */
export interface DeskLink {
  name: string
  href: string
}

/** A server that is no demo, or not on this machine, tells nothing: then there is none. */
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
