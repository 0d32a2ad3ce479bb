-- netfig in Neovim's own language client. Works from Neovim 0.7; newer ones need nothing else either.
--
--   require("netfig").setup({ cmd = { "netfig", "lsp" } })
--
-- Commands in netfig buffers: :NetfigPreview opens the live preview in the browser.
local M = {}

local function root_of(file)
  local found = vim.fs and vim.fs.find and vim.fs.find(".git", { path = vim.fn.fnamemodify(file, ":h"), upward = true })[1]
  return found and vim.fn.fnamemodify(found, ":h") or vim.fn.fnamemodify(file, ":h")
end

local function execute(client, buffer, command, arguments, done)
  client.request("workspace/executeCommand", { command = command, arguments = arguments }, done or function() end, buffer)
end

local function client_of(buffer)
  for _, client in pairs(vim.lsp.buf_get_clients(buffer)) do
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
  vim.lsp.util.jump_to_location({ uri = params.uri, range = range }, client and client.offset_encoding or "utf-16")
end

function M.setup(options)
  options = options or {}
  local group = vim.api.nvim_create_augroup("netfig", { clear = true })
  vim.api.nvim_create_autocmd("FileType", {
    group = group,
    pattern = "netfig",
    callback = function(event)
      local file = vim.api.nvim_buf_get_name(event.buf)
      local id = M.client
      if not (id and vim.lsp.get_client_by_id(id)) then
        id = vim.lsp.start_client({
          name = "netfig",
          cmd = options.cmd or { "netfig", "lsp" },
          root_dir = root_of(file),
          handlers = { ["netfig/showSource"] = M.show_source },
          on_attach = options.on_attach,
          capabilities = options.capabilities,
        })
        M.client = id
      end
      if not id then return vim.notify("netfig: `netfig lsp` did not start; is netfig on the path?", vim.log.levels.ERROR) end
      vim.lsp.buf_attach_client(event.buf, id)
      vim.api.nvim_buf_create_user_command(event.buf, "NetfigPreview", function() M.preview() end, { desc = "Live preview" })
      vim.api.nvim_create_autocmd("CursorHold", { group = group, buffer = event.buf, callback = function() follow(event.buf) end })
    end,
  })
end

return M
