# netfig for latexmk: figures are drawn again when a source, a file that it uses, a theme or a wish of the document changes.
# Add one line to your latexmkrc (see docs/latex.md):
#
#   do '/usr/local/share/netfig/netfig.latexmkrc';

# For \includenetfig: paper.nnl is what the document wants; netfig draws what is not up to date and lists in paper.nnd all
# files that matter.
add_cus_dep('nnl', 'nnd', 0, 'netfig_draw_requests');
# For plain \includegraphics{fig/net}.
add_cus_dep('nn', 'pdf', 0, 'netfig_draw');
push @generated_exts, 'nnl', 'nnd', 'nnq';

sub netfig_is_missing {
    my $found = system('netfig --version > /dev/null 2>&1') == 0;
    warn "Latexmk: netfig is not installed; figures stay as they are.\n" unless $found;
    return !$found;
}

# Makes the files of a list with a zero byte behind each sources of the rule that runs.
sub netfig_depend_on {
    my ($list) = @_;
    open my $inputs, '<', $list or return;
    local $/ = "\0";
    while (<$inputs>) { chomp; rdb_ensure_file($rule, $_); }
    close $inputs;
}

sub netfig_draw_requests {
    my ($base) = @_;
    if (netfig_is_missing()) {
        if (open my $none, '>', "$base.nnd") { close $none; }
        return 0;
    }
    my $status = system('netfig', 'latex', "$base.nnl", '--deps', "$base.nnd", '--deps-format', 'zero');
    netfig_depend_on("$base.nnd");
    return $status;
}

# Whether a figure that a list of requests names is gone.
sub netfig_lost_figure {
    my ($list) = @_;
    my ($folder) = $list =~ m{^(.*/)?[^/]*$};
    open my $requests, '<', $list or return 0;
    my ($base, $words, $lost) = ('', 0, 0);
    my $look = sub {
        return if $base eq '';
        my @files = $words ? ("$base.pdf_tex", "$base.nfg.pdf") : ("$base.pdf");
        for my $file (@files) { $lost ||= !-e $file && !-e (($folder // '') . $file); }
    };
    while (<$requests>) {
        if (/^figure (.*)\.nn$/) { $look->(); ($base, $words) = ($1, 0); }
        elsif (/^variant (.*)$/) { $base .= "-$1"; }
        elsif (/^overlay$/) { $words = 1; }
    }
    $look->();
    close $requests;
    return $lost;
}

# latexmk sees changes of what figures are drawn from, not that one was deleted; without paper.nnd it asks for them again.
for my $list (glob('*.nnl */*.nnl')) {
    if (netfig_lost_figure($list)) { unlink $list =~ s/l$/d/r; }
}

sub netfig_draw {
    my ($base) = @_;
    return 0 if -e "$base.nnx" || netfig_is_missing();    # drawn as \includenetfig wants it, by the rule above
    my $list = "$base.nnd";
    my $status = system('netfig', 'build', "$base.nn", '-o', "$base.pdf", '--deps', $list, '--deps-format', 'zero');
    netfig_depend_on($list);
    unlink $list;
    return $status;
}

1;
