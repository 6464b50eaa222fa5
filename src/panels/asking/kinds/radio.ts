import { idOf, type FieldProps } from '../../form/field.js'

/** One way of several. The first has the field's own id. */
export const radioOf = ({ model, field }: FieldProps, value: string, at: number) => ({
  id: at ? undefined : idOf(field),
  class: 'vh',
  type: 'radio' as const,
  name: idOf(field),
  value,
  required: !!field.required,
  checked: model.values.value[field.name] === value,
  onChange: () => model.set(field.name, value),
})
