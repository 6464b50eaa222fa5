import { formWords as say } from '../form-words.js'
import { readFields, withFields } from '../model/form-editing.js'
import { faultOf } from '../model/part-faults.js'
import type { SettingsRoom } from '../model/settings.js'
import { FieldList } from './FieldList.js'

interface FormFieldsProps {
  room: SettingsRoom
  form: 'entryForm' | 'offlineForm'
}

/** The fields of a form that is a setting; the text below them is the same form. */
export const FormFields = ({ room, form }: FormFieldsProps) => {
  const text = room.values.value[form] ?? ''
  return (
    <FieldList
      id={form}
      title={say.title[form]}
      fields={readFields(text)}
      fault={faultOf(room.faults.value, form)}
      onChange={next => room.set(form, withFields(text, next, form === 'entryForm' ? 'entry' : 'offline'))}
    />
  )
}
