// The page of `netfig lsp`, in a panel beside the editor.
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/// The panel can't hold another origin's page itself, only a frame that does.
function frame(address: vscode.Uri): string {
    const source = escaped(address.toString(true));
    return `<!DOCTYPE html><html lang="en"><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; frame-src ${escaped(`${address.scheme}://${address.authority}`)}; style-src 'unsafe-inline'">
<style>html, body, iframe { margin: 0; padding: 0; border: 0; width: 100%; height: 100vh; overflow: hidden }</style>
<title>netfig</title></head><body><iframe src="${source}" title="netfig preview" allow="clipboard-write"></iframe></body></html>`;
}

export class Preview {
    private panels = new Map<string, vscode.WebviewPanel>();
    private pending: NodeJS.Timeout | undefined;

    constructor(private readonly client: LanguageClient) {}

    async show(): Promise<void> {
        const document = vscode.window.activeTextEditor?.document;
        if (document?.languageId !== "netfig") return;
        const uri = document.uri.toString();
        const known = this.panels.get(uri);
        if (known) return known.reveal(undefined, true);
        const address = await this.client.sendRequest<string>("workspace/executeCommand", { command: "netfig.preview", arguments: [uri] });
        const panel = vscode.window.createWebviewPanel("netfig.preview", `Preview ${vscode.workspace.asRelativePath(document.uri)}`,
            { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, { enableScripts: true, retainContextWhenHidden: true });
        this.panels.set(uri, panel);
        panel.onDidDispose(() => this.panels.delete(uri));
        // On a remote machine the port is forwarded under another address.
        panel.webview.html = frame(await vscode.env.asExternalUri(vscode.Uri.parse(address)));
    }

    /// Lights up the box under the cursor; a moving cursor counts where it rests.
    follow(editor: vscode.TextEditor): void {
        const uri = editor.document.uri.toString();
        // The file may be one that a previewed one uses.
        if (editor.document.languageId !== "netfig" || this.panels.size === 0) return;
        if (!vscode.workspace.getConfiguration("netfig.preview").get("followCursor", true)) return;
        clearTimeout(this.pending);
        this.pending = setTimeout(() => {
            const { line, character } = editor.selection.active;
            void this.client.sendRequest("workspace/executeCommand", { command: "netfig.showCursor", arguments: [uri, { line, character }] }).catch(() => undefined);
        }, 50);
    }

    dispose(): void {
        clearTimeout(this.pending);
        for (const panel of this.panels.values()) panel.dispose();
    }
}
