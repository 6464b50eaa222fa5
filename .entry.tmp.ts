export { mount } from './src/panels/chat/index.js'
export { default as words } from './src/i18n/en/chat.js'
