// Where netfig is, and what to say when it is not there.
import { execFile } from "node:child_process";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";

export function program(): string {
    const written = vscode.workspace.getConfiguration("netfig").get<string>("path", "netfig").trim() || "netfig";
    return written.startsWith("~/") ? path.join(os.homedir(), written.slice(2)) : written;
}

/// Folders that `use` searches, as words of a command line.
export function includes(): string[] {
    const folders = vscode.workspace.getConfiguration("netfig").get<string[]>("includeFolders", []);
    return folders.flatMap((folder) => ["-I", folder]);
}

/// Tried before the language server starts, whose client would only say that a connection failed.
export async function isThere(): Promise<boolean> {
    try {
        await promisify(execFile)(program(), ["--version"], { timeout: 20_000 });
        return true;
    } catch (fault) {
        // Nobody waits for the answer: commands stay usable while the message stands.
        void explainMissing(fault);
        return false;
    }
}

async function explainMissing(fault: unknown): Promise<void> {
    const missing = (fault as NodeJS.ErrnoException).code === "ENOENT";
    const detail = missing ? "not found" : fault instanceof Error ? fault.message.trim() : String(fault);
    const settings = "Open settings", again = "Try again";
    const chosen = await vscode.window.showErrorMessage(
        `netfig: \`${program()}\` could not be started (${detail}). Install netfig, or say in the setting netfig.path where it is.`, settings, again);
    if (chosen === settings) await vscode.commands.executeCommand("workbench.action.openSettings", "netfig.path");
    if (chosen === again) await vscode.commands.executeCommand("netfig.restart");
}
