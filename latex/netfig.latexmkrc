# netfig for latexmk: figures are drawn again when a source, a file that it uses, a theme or a wish of the document changes.
# Add one line to your latexmkrc (see docs/latex.md):
#
#   do '/usr/local/share/netfig/latex/netfig.latexmkrc';

# For \includenetfig: the document says in its .nnl file what it wants of fig/net.nn, and netfig records in fig/net.nnx what
# it drew from what. The record is what latexmk sees made.
add_cus_dep('nn', 'nnx', 0, 'netfig_draw_requests');
# For plain \includegraphics{fig/net}.
add_cus_dep('nn', 'pdf', 0, 'netfig_draw');
push @generated_exts, 'nnl', 'nnq';

sub netfig_is_missing {
    my $found = system('netfig --version > /dev/null 2>&1') == 0;
    warn "Latexmk: netfig is not installed; figures stay as they are.\n" unless $found;
    return !$found;
}

sub netfig_draw_requests {
    my ($base) = @_;
    my $requests = $aux_dir1 . $root_filename . '.nnl';
    # Once latex has run there are requests; they count even before, so that the first ones are noticed.
    rdb_ensure_file($rule, $requests);
    return 0 if netfig_is_missing() || !-e $requests;
    my $status = system('netfig', 'latex', $requests, '--only', "$base.nn");
    if (open my $record, '<', "$base.nnx") {
        while (<$record>) { rdb_ensure_file($rule, $1) if /^\\netfiginput\{([^}]*)\}/; }
        close $record;
    }
    return $status;
}

sub netfig_draw {
    my ($base) = @_;
    return 0 if -e "$base.nnx";    # the rule above draws it, as \includenetfig wants it
    return 0 if netfig_is_missing();
    my $list = "$base.nnd";
    my $status = system('netfig', 'build', "$base.nn", '-o', "$base.pdf", '--deps', $list, '--deps-format', 'zero');
    if (open my $inputs, '<', $list) {
        local $/ = "\0";
        while (<$inputs>) { chomp; rdb_ensure_file($rule, $_); }
        close $inputs;
        unlink $list;
    }
    return $status;
}

1;
