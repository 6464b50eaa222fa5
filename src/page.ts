/*
 * An element of a page that is named `body` or `createElement` stands in the way of the document's own (DOM clobbering), and
 * so does a field in the way of its form's own. What the platform wrote on the prototypes they cannot reach.
 */

/** The platform's own property of a thing, whatever stands in front of it. Methods come unbound. */
export const native = <T extends object, K extends keyof T>(kind: { prototype: T }, name: K, thing: T): T[K] =>
  Reflect.get(kind.prototype, name, thing)

/** A property of the document. */
export const page = <K extends keyof Document>(name: K): Document[K] => Reflect.get(Document.prototype, name, document)

/** Makes an element, of HTML unless `space` says otherwise. */
export const create = (name: string, space: string | null = 'http://www.w3.org/1999/xhtml'): HTMLElement =>
  page('createElementNS').call(document, space, name) as HTMLElement
