/** What is not right in a setting that has parts, and in which: `2/title` is the title of the third. */
export interface PartFault {
  at: string
  text: string
}

type Texts = Readonly<Record<string, string>>

/** Faults by place: the name of the setting, and where in it. */
export const toFaults = (faults: readonly { name: string; text: string; at?: string }[]): Texts =>
  Object.fromEntries(faults.map(({ name, text, at }) => [at === undefined ? name : `${name}/${at}`, text]))

/** Without those of one setting: it has just been changed. */
export const withoutFaultsOf = (faults: Texts, setting: string): Texts =>
  Object.fromEntries(Object.entries(faults).filter(([place]) => place.split('/', 1)[0] !== setting))

/** What is not right in a part of a setting; undefined when that is nothing, or no part of it. */
export const faultOf = (faults: Texts, setting: string): PartFault | undefined =>
  Object.entries(faults)
    .map(([at, text]) => within({ at, text }, setting))
    .find(one => one !== undefined)

/** The same, as the part itself has it; undefined when it is about another part. */
export const faultWithin = (fault: PartFault | undefined, part: number): PartFault | undefined =>
  fault && within(fault, `${part}`)

const within = ({ at, text }: PartFault, part: string): PartFault | undefined =>
  at.startsWith(`${part}/`) ? { at: at.slice(part.length + 1), text } : undefined
