// Where netfig is, and what to say when it is not.
import * as vscode from "vscode";

export function program(): string {
    return vscode.workspace.getConfiguration("netfig").get<string>("path", "netfig") || "netfig";
}

export async function explainMissing(fault: unknown): Promise<void> {
    const detail = fault instanceof Error ? fault.message : String(fault);
    const settings = "Open settings";
    const chosen = await vscode.window.showErrorMessage(
        `netfig: \`${program()}\` could not be started (${detail}). Install netfig, or say in the settings where it is.`, settings);
    if (chosen === settings) await vscode.commands.executeCommand("workbench.action.openSettings", "netfig.path");
}
