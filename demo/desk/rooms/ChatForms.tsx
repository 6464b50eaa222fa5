import { useState } from 'preact/hooks'
import { count, fill } from '../../../src/i18n/format.js'
import type { Form } from '../../../src/protocol/form.js'
import { formWords as say } from '../form-words.js'
import { useFocusAfter } from '../focus-after.js'
import { moveOne } from '../model/form-editing.js'
import { addForm, changeForm, readForms, writeForms } from '../model/form-list.js'
import { faultOf, faultWithin, type PartFault } from '../model/part-faults.js'
import type { SettingsRoom } from '../model/settings.js'
import { Icon } from '../parts/Icon.js'
import { Input, Sentence } from '../parts/Labelled.js'
import { Sure } from '../parts/Sure.js'
import { FieldList } from './FieldList.js'

const HEAD = (at: number) => `.form:nth-child(${at + 1}) > .head`

/** The forms that operators may send, one below the other, with one open; the text below them is the same list. */
export const ChatForms = ({ room }: { room: SettingsRoom }) => {
  const forms = readForms(room.values.value.chatForms ?? '')
  const fault = faultOf(room.faults.value, 'chatForms')
  const [open, setOpen] = useState(-1)
  const { root, then } = useFocusAfter()
  const list: FormList = {
    forms: forms ?? [],
    open,
    toggle: at => setOpen(at === open ? -1 : at),
    put: (next, { openAt = open, focus } = {}) => {
      then(focus)
      setOpen(openAt)
      room.set('chatForms', writeForms(next))
    },
  }
  return (
    <section class="fields" aria-label={say.title.chatForms} ref={root}>
      <h4>{say.title.chatForms}</h4>
      {!forms && <p class="hint">{say.unread}</p>}
      {forms && !forms.length && <p class="hint">{say.noForms}</p>}
      <div class="list">
        {forms?.map((form, at) => (
          <One key={at} list={list} form={form} at={at} fault={faultWithin(fault, at)} />
        ))}
      </div>
      {forms && (
        <button
          type="button"
          class="b add"
          onClick={() =>
            list.put(addForm(forms), {
              openAt: forms.length,
              focus: `.form:nth-child(${forms.length + 1}) .in`,
            })
          }
        >
          {say.addForm}
        </button>
      )}
    </section>
  )
}

interface FormList {
  forms: readonly Form[]
  /** Place of the open one; -1: none. */
  open: number
  toggle(at: number): void
  put(forms: readonly Form[], then?: { openAt?: number; focus?: string }): void
}

interface OneProps {
  list: FormList
  form: Form
  at: number
  fault: PartFault | undefined
}

/** One form, folded to a line until it is turned to; what is not right in it opens it. */
const One = ({ list, form, at, fault }: OneProps) => {
  const isOpen = list.open === at || fault !== undefined
  const { title, fields } = form
  return (
    <div class="one form" role="group" aria-label={fill(say.form, { n: at + 1 })}>
      <button type="button" class="head" aria-expanded={isOpen ? 'true' : 'false'} onClick={() => list.toggle(at)}>
        <Icon name="down" small />
        <b>{title?.trim() ? title : say.untitled}</b>
        <span class="hint">{count('en', say.fields, { n: fields.length })}</span>
      </button>
      {isOpen && <Body list={list} form={form} at={at} fault={fault} />}
    </div>
  )
}

const Body = ({ list, form, at, fault }: OneProps) => {
  const id = `chat-form-${at}`
  const change = (more: Partial<Form>) => list.put(changeForm(list.forms, at, more), { openAt: at })
  const wrongAt = (part: string) => (fault?.at === part ? { id, text: fault.text } : undefined)
  const isOwn = fault?.at === 'title' || fault?.at === 'id'
  return (
    <>
      <div class="line">
        <Input
          label={say.formTitle}
          value={form.title ?? ''}
          wrong={wrongAt('title')}
          onInput={title => change({ title })}
        />
        <Input label={say.name} value={form.id} wrong={wrongAt('id')} onInput={next => change({ id: next })} />
      </div>
      {isOwn && <Sentence id={id} text={fault.text} />}
      <Input label={say.formText} value={form.text ?? ''} onInput={text => change({ text })} />
      <FieldList
        id={id}
        title={say.title.fields}
        fields={form.fields}
        fault={fault}
        onChange={fields => change({ fields })}
      />
      <Acts list={list} form={form} at={at} fault={fault} />
    </>
  )
}

/** What is done with a form as a whole. */
const Acts = ({ list: { forms, put }, at }: OneProps) => {
  const move = (by: -1 | 1) => {
    const to = at + by
    if (forms[to]) put(moveOne(forms, at, by), { openAt: to, focus: `.form:nth-child(${to + 1}) > .acts .${BY[by]}` })
  }
  const remove = () => {
    const rest = forms.filter((_, n) => n !== at)
    put(rest, { openAt: -1, focus: HEAD(Math.max(0, at - 1)) })
  }
  return (
    <div class="line acts">
      <button type="button" class="lk up" aria-disabled={at === 0 ? 'true' : undefined} onClick={() => move(-1)}>
        {say.formUp}
      </button>
      <button
        type="button"
        class="lk down"
        aria-disabled={at === forms.length - 1 ? 'true' : undefined}
        onClick={() => move(1)}
      >
        {say.formDown}
      </button>
      <Sure
        label={say.removeForm}
        text={say.removeFormText}
        keep={say.keepForm}
        sure={say.removeFormSure}
        class="lk"
        onSure={remove}
      />
    </div>
  )
}

const BY = { '-1': 'up', '1': 'down' } as const
