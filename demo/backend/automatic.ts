/** Ms a person needs for the shortest form. */
const QUICKEST = 2_000

/** Whether a form looks filled in by a program: quicker than a person, or where nobody looks. */
export const isAutomatic = ({ took = Infinity, trap }: { took?: number | undefined; trap?: string | undefined }) =>
  !!trap || took < QUICKEST
