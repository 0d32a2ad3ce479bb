// A thin client: `netfig lsp` knows the language and draws; this starts it and shows its page.
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { exportFigure } from "./export";
import { Preview } from "./preview";
import { explainMissing, program } from "./program";

let client: LanguageClient | undefined;
let preview: Preview | undefined;

function serverOptions(): ServerOptions {
    const settings = vscode.workspace.getConfiguration("netfig");
    return { command: program(), args: ["lsp", ...settings.get<string[]>("arguments", [])] };
}

async function start(): Promise<void> {
    const options: LanguageClientOptions = {
        documentSelector: [{ language: "netfig" }],
        synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{nn,yaml}") },
    };
    client = new LanguageClient("netfig", "netfig", serverOptions(), options);
    preview = new Preview(client);
    try {
        await client.start();
    } catch (fault) {
        client = undefined;
        await explainMissing(fault);
    }
}

async function restart(): Promise<void> {
    preview?.dispose();
    await client?.stop().catch(() => undefined);
    await start();
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
    const command = (name: string, run: () => unknown) => context.subscriptions.push(vscode.commands.registerCommand(name, run));
    command("netfig.showPreview", () => (client ? preview?.show() : restart()));
    command("netfig.export", exportFigure);
    command("netfig.restart", restart);
    context.subscriptions.push(
        vscode.workspace.onDidChangeConfiguration((change) => {
            if (change.affectsConfiguration("netfig.path") || change.affectsConfiguration("netfig.arguments")) void restart();
        }),
        vscode.window.onDidChangeTextEditorSelection((event) => preview?.follow(event.textEditor)),
    );
    await start();
}

export async function deactivate(): Promise<void> {
    preview?.dispose();
    await client?.stop();
}
