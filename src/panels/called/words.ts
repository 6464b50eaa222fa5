import type { CalledWords } from '../../i18n/words.js'
import type { FirstWords } from '../callback/ways.js'

/** All words of the panel: the first ones, those that come with this room, and those that the chat says too. */
export type RoomWords = FirstWords & CalledWords
