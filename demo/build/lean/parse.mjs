/** Why a thing is malformed is for those who sent it to the backend; a visitor's page only counts it. */
export const parse = [
  ['throw new Malformed(`not a ${type}`)', 'throw new Malformed()'],
  ["throw new Malformed('not a number')", 'throw new Malformed()'],
  ["throw new Malformed('not a time')", 'throw new Malformed()'],
  ["throw new Malformed(`not one of ${values.join(', ')}`)", 'throw new Malformed()'],
  ["throw new Malformed('not a list')", 'throw new Malformed()'],
  ["throw new Malformed('not an object')", 'throw new Malformed()'],
]
