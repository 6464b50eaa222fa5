import { backupCommand } from './cli/backup.js'
import { channelCommand } from './cli/channel.js'
import { runCommand, type Command } from './cli/command.js'
import { groupCommand } from './cli/group.js'
import { operatorCommand } from './cli/operator.js'
import { personCommand } from './cli/person.js'
import { restoreCommand } from './cli/restore.js'
import { routeCommand } from './cli/route.js'
import { widgetCommand } from './cli/widget.js'

/** `npm run operator`, `widget`, `group`, `route`, `channel`, `person`, `backup` and `restore`; `demo/run.mjs` comes here with the name first. */
const commands: Readonly<Record<string, Command>> = {
  operator: operatorCommand(),
  widget: widgetCommand,
  group: groupCommand,
  route: routeCommand,
  channel: channelCommand,
  person: personCommand,
  backup: backupCommand,
  restore: restoreCommand,
}

// What it makes is for its owner only.
process.umask(0o077)
await runCommand(commands, process.argv.slice(2))
