import type { FieldCondition, FormField, FormValues } from './form.js'

/**
 * The fields that are there for these values, in the form's order. Whether a field shows depends on values and never on
 * the order of the fields; those that wait for each other in a ring do not show.
 */
export const visibleFields = (fields: readonly FormField[], values: FormValues): readonly FormField[] => {
  const byName = new Map(fields.map(field => [field.name, field]))
  const known = new Map<string, boolean>()

  const shows = (field: FormField): boolean => {
    const found = known.get(field.name) ?? (!waitsForItself(field.name, byName) && (field.showIf ?? []).every(holds))
    known.set(field.name, found)
    return found
  }
  const holds = ({ name, is, value = '' }: FieldCondition): boolean => {
    const field = byName.get(name)
    // As it will be read: what stands round a value is nobody's answer.
    const given = field && shows(field) ? (values[name] ?? '').trim() : ''
    if (is === 'filled') return given !== ''
    if (is === 'empty') return given === ''
    return (given === value) === (is === 'equal')
  }
  return fields.filter(shows)
}

const waitsForItself = (name: string, byName: ReadonlyMap<string, FormField>): boolean => {
  const seen = new Set<string>()
  const reaches = (from: string): boolean =>
    (byName.get(from)?.showIf ?? []).some(condition => {
      if (condition.name === name) return true
      if (seen.has(condition.name)) return false
      seen.add(condition.name)
      return reaches(condition.name)
    })
  return reaches(name)
}
