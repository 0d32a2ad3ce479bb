-- netfig in Neovim's own language client. Works from Neovim 0.7; newer ones need nothing else either.
--
--   require("netfig").setup()
--   require("netfig").setup({ cmd = { "/opt/netfig/bin/netfig", "lsp" }, settings = { inlayHints = { shapes = false } } })
--
-- Further options: on_attach, capabilities, as of vim.lsp.start().
-- Commands in netfig buffers: :NetfigPreview opens the live preview in the browser.
local M = {}

local function root_of(file)
  local found = vim.fs and vim.fs.find and vim.fs.find(".git", { path = vim.fn.fnamemodify(file, ":h"), upward = true })[1]
  return found and vim.fn.fnamemodify(found, ":h") or vim.fn.fnamemodify(file, ":h")
end

local function execute(client, buffer, command, arguments, done)
  local params = { command = command, arguments = arguments }
  done = done or function() end
  if vim.fn.has("nvim-0.11") == 1 then
    client:request("workspace/executeCommand", params, done, buffer)
  else
    client.request("workspace/executeCommand", params, done, buffer)
  end
end

local function client_of(buffer)
  local clients = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = buffer }) or vim.lsp.buf_get_clients(buffer)
  for _, client in pairs(clients) do
    if client.name == "netfig" then return client end
  end
end

--- Opens the preview of this buffer in the browser, or hands its address to `open`.
function M.preview(open)
  local buffer = vim.api.nvim_get_current_buf()
  local client = client_of(buffer)
  if not client then return vim.notify("netfig: the language server is not running", vim.log.levels.ERROR) end
  execute(client, buffer, "netfig.preview", { vim.uri_from_bufnr(buffer) }, function(err, address)
    if err then return vim.notify("netfig: " .. err.message, vim.log.levels.ERROR) end
    if open then return open(address) end
    if vim.ui.open then vim.ui.open(address) else vim.fn.jobstart({ "xdg-open", address }, { detach = true }) end
  end)
end

-- The box under the cursor lights up in the preview.
local function follow(buffer)
  local client = client_of(buffer)
  if not client then return end
  local position = vim.lsp.util.make_position_params(0, client.offset_encoding).position
  execute(client, buffer, "netfig.showCursor", { vim.uri_from_bufnr(buffer), position })
end

--- A click in the preview: Neovim before 0.9 does not know `window/showDocument`, and is told by a message of netfig's own.
function M.show_source(_, params, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  local range = params.selection or { start = { line = 0, character = 0 } }
  range["end"] = range["end"] or range.start
  local place = { uri = params.uri, range = range }
  local encoding = client and client.offset_encoding or "utf-16"
  if vim.lsp.util.show_document then
    vim.lsp.util.show_document(place, encoding, { focus = true })
  else
    vim.lsp.util.jump_to_location(place, encoding)
  end
end

-- One server for all buffers of a folder.
local function start(buffer, config)
  if vim.lsp.start then return vim.lsp.start(config, { bufnr = buffer }) end
  local id = M.client
  if not (id and vim.lsp.get_client_by_id(id)) then id = vim.lsp.start_client(config) end
  M.client = id
  if id then vim.lsp.buf_attach_client(buffer, id) end
  return id
end

function M.setup(options)
  options = options or {}
  local group = vim.api.nvim_create_augroup("netfig", { clear = true })
  -- The file type belongs to editors/vim, but the server shall start without its colours too.
  vim.api.nvim_create_autocmd({ "BufRead", "BufNewFile" }, { group = group, pattern = "*.nn", command = "setfiletype netfig" })
  vim.api.nvim_create_autocmd("FileType", {
    group = group,
    pattern = "netfig",
    callback = function(event)
      local command = options.cmd or { "netfig", "lsp" }
      if vim.fn.executable(command[1]) == 0 then
        return vim.notify("netfig: `" .. command[1] .. "` is not on the path; setup({ cmd = … }) can say where it is", vim.log.levels.ERROR)
      end
      local id = start(event.buf, {
        name = "netfig",
        cmd = command,
        root_dir = root_of(vim.api.nvim_buf_get_name(event.buf)),
        handlers = { ["netfig/showSource"] = M.show_source },
        on_attach = options.on_attach,
        capabilities = options.capabilities,
        init_options = options.settings,
      })
      if not id then return vim.notify("netfig: `netfig lsp` did not start", vim.log.levels.ERROR) end
      vim.api.nvim_buf_create_user_command(event.buf, "NetfigPreview", function() M.preview() end, { desc = "Live preview" })
      vim.api.nvim_create_autocmd("CursorHold", { group = group, buffer = event.buf, callback = function() follow(event.buf) end })
    end,
  })
end

return M
