import { effect, untracked } from '@preact/signals'
import type { ComponentChild } from 'preact'
import type { VisitorConversation } from '../../core/conversation.js'
import type { ThreadItem } from '../../core/model.js'
import type { FileRef } from '../../protocol/entities.js'
import { adopt } from '../../styles/sheet.js'
import type { View } from '../chat/view.js'
import css from './Files.css'
import { hold, type Held } from './held.js'
import { isWrong, tellUploads } from './say.js'
import { readFile } from './read.js'
import { Sent } from './Sent.js'
import { Row, Tray } from './Tray.js'

/** What a form that asks for a file takes from this room. */
export const parts = { css, hold, Row, isWrong, tellUploads }
export type FilesParts = typeof parts

/** What the conversation shows files with, once they are wanted. */
export interface FilesRoom {
  /** What stands in the place of a message's words; nothing where it is no file. */
  seenAs(item: ThreadItem): ComponentChild
  /** Files that are on their way. */
  tray: ComponentChild
}

/** Takes what was chosen, dropped or pasted; each file becomes a message once the backend has it. Returns its undo. */
export const start = (view: View): (() => void) => {
  const conversation = view.conversation as VisitorConversation
  const { given } = view
  const held = hold(conversation)
  const { uploads, sent } = held
  const bring = (file: File) => {
    const id = uploads.add(file, undefined, ref => {
      // The outbox has it from here on.
      sent.set(conversation.send(ref.name, [ref.id]), ref)
      uploads.forget(id)
    })
  }
  const undo = [
    adopt(view.root, css),
    tellUploads(view, uploads),
    effect(() => {
      const files = given.value
      if (!files.length) return
      given.value = []
      const field = view.root.querySelector<HTMLInputElement>('.box input')
      // Where nothing can be said nobody means to send a message.
      if (!field) return
      // The same file may be chosen again.
      field.value = ''
      untracked(() => files.filter(isFile).forEach(bring))
    }),
  ]
  view.filed.value = {
    seenAs: item => {
      const file = fileOf(held, item)
      return file && <Sent locale={view.locale.value} file={file} />
    },
    tray: <Tray view={view} uploads={uploads} place={undefined} onGone={view.focus} />,
  }
  return () => {
    undo.forEach(off => off())
    view.filed.value = undefined
  }
}

const fileOf = ({ sent }: Held, { key, body }: ThreadItem): FileRef | undefined => readFile(body) ?? sent.get(key)

/** A field that is none of files may be given some by names on all objects. */
const isFile = (given: unknown): given is File => given instanceof File
