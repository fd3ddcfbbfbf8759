/** The commands of those who write the course. */

import type { CourseCommand } from "../../course/commands/command";
import { buildCommand } from "./build-command";
import { verifyCommand } from "./verify-command";

export const authorCommands: readonly CourseCommand[] = [buildCommand, verifyCommand];
