// A thin client: `netfig lsp` knows the language and draws; this starts it and shows its page.
import * as vscode from "vscode";
import {
    LanguageClient, type LanguageClientOptions, type ServerOptions, type ShowDocumentParams, type ShowDocumentResult,
} from "vscode-languageclient/node";
import { exportFigure } from "./export";
import { Preview } from "./preview";
import { isThere, program } from "./program";

/// What lives as long as one run of the server.
interface Session {
    client: LanguageClient;
    preview: Preview;
    watcher: vscode.FileSystemWatcher;
}

let session: Session | undefined;
let last: Promise<unknown> = Promise.resolve();

/// Starts and ends never overlap, however fast settings change.
function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
}

/// The settings that the server reads.
function settings(): object {
    const all = vscode.workspace.getConfiguration("netfig");
    return { inlayHints: all.get("inlayHints"), includeFolders: all.get("includeFolders") };
}

/// A source opens where sources are, and not over the preview whose box was clicked.
async function showSource(client: LanguageClient, params: ShowDocumentParams): Promise<ShowDocumentResult> {
    const uri = client.protocol2CodeConverter.asUri(params.uri);
    const editors = vscode.window.visibleTextEditors;
    const editor = editors.find((each) => each.document.uri.toString() === uri.toString()) ?? editors[0];
    await vscode.window.showTextDocument(uri, {
        viewColumn: editor?.viewColumn ?? vscode.ViewColumn.One,
        preserveFocus: !params.takeFocus,
        selection: params.selection && client.protocol2CodeConverter.asRange(params.selection),
    });
    return { success: true };
}

function newClient(watcher: vscode.FileSystemWatcher): LanguageClient {
    const words = vscode.workspace.getConfiguration("netfig").get<string[]>("arguments", []);
    const server: ServerOptions = { command: program(), args: ["lsp", ...words] };
    const options: LanguageClientOptions = {
        documentSelector: [{ language: "netfig" }],
        initializationOptions: settings,
        synchronize: { configurationSection: "netfig", fileEvents: watcher },
        middleware: {
            window: {
                showDocument: async (params, next) => {
                    if (!params.external) return showSource(client, params);
                    return (await next(params, new vscode.CancellationTokenSource().token)) as ShowDocumentResult;
                },
            },
        },
    };
    const client = new LanguageClient("netfig", "netfig", server, options);
    return client;
}

async function start(): Promise<void> {
    if (!(await isThere())) return;
    const watcher = vscode.workspace.createFileSystemWatcher("**/*.{nn,yaml}");
    const client = newClient(watcher);
    try {
        await client.start();
        session = { client, preview: new Preview(client), watcher };
    } catch {
        watcher.dispose();  // the client has said why
    }
}

async function stop(): Promise<void> {
    const ending = session;
    session = undefined;
    ending?.preview.dispose();
    ending?.watcher.dispose();
    await ending?.client.dispose().catch(() => undefined);
}

const restart = () => inTurn(async () => (await stop(), await start()));

async function showPreview(): Promise<void> {
    if (!session) await restart();
    await session?.preview.show();
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
    const command = (name: string, run: () => unknown) => context.subscriptions.push(vscode.commands.registerCommand(name, run));
    command("netfig.showPreview", showPreview);
    command("netfig.export", exportFigure);
    command("netfig.restart", restart);
    context.subscriptions.push(
        vscode.workspace.onDidChangeConfiguration((change) => {
            if (change.affectsConfiguration("netfig.path") || change.affectsConfiguration("netfig.arguments")) void restart();
        }),
        vscode.window.onDidChangeTextEditorSelection((event) => session?.preview.follow(event.textEditor)),
    );
    await inTurn(start);
}

export async function deactivate(): Promise<void> {
    await inTurn(stop);
}
