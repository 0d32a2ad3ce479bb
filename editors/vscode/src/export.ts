// "Export Figure…": runs `netfig build` on the saved source.
import { execFile } from "node:child_process";
import * as path from "node:path";
import * as vscode from "vscode";
import { includes, program } from "./program";

const formats = [
    { label: "PDF", description: "for LaTeX and print", extension: "pdf" },
    { label: "SVG", description: "for the web", extension: "svg" },
    { label: "PNG", description: "for slides", extension: "png" },
    { label: "TikZ", description: "to draw on top of in LaTeX", extension: "tikz" },
];

export async function exportFigure(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== "netfig") return;
    const chosen = await vscode.window.showQuickPick(formats, { placeHolder: "Format of the figure" });
    if (!chosen || !(await document.save())) return;
    const stem = document.uri.fsPath.replace(/\.nn$/, "");
    const target = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.file(`${stem}.${chosen.extension}`) });
    if (!target) return;
    // -f, since a file may be named anything.
    const words = ["build", document.uri.fsPath, "-f", chosen.extension, "-o", target.fsPath, "--message-format", "short", ...includes()];
    execFile(program(), words, { cwd: path.dirname(document.uri.fsPath) }, async (fault, _, errors) => {
        if (fault) return void vscode.window.showErrorMessage(`netfig: ${errors.trim() || fault.message}`);
        const open = "Open";
        if ((await vscode.window.showInformationMessage(`Wrote ${path.basename(target.fsPath)}`, open)) === open) {
            await vscode.env.openExternal(target);
        }
    });
}
