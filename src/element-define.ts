import { defineElement } from './element.js'

defineElement()
